import { type Ctx, inTransaction } from '../../engines/context.ts'
import { AppError } from '../../kernel/errors.ts'
import { limitsOf } from './limits.ts'
import { keepAlive, lockQuota, release, reserve } from './queries.ts'

/** How far ahead of what has come room is taken, where nobody said how much will come. */
const stepBytes = 16 * 1024 * 1024
const nobody = '00000000-0000-0000-0000-000000000000'

export const tenantKeyOf = ({ caller }: Ctx): string => caller.tenantId ?? nobody

/** Bytes on their way: known to the sweep, and counted against the tenant's quota before they are there. */
export class Reservation {
  readonly #ctx: Ctx
  readonly id: string
  readonly #quota: number
  #size = 0
  readonly #timer: NodeJS.Timeout

  private constructor(ctx: Ctx, id: string, quota: number) {
    this.#ctx = ctx
    this.id = id
    this.#quota = quota
    const tell = () => void ctx.engines.db.run(keepAlive(id)).catch(() => undefined)
    this.#timer = setInterval(tell, 60_000)
    this.#timer.unref()
  }

  static async open(ctx: Ctx, id: string, size: number): Promise<Reservation> {
    const { quota_bytes: quota } = await limitsOf(ctx)
    const made = new Reservation(ctx, id, quota)
    try {
      await made.#take(size)
    } catch (error) {
      made.end()
      throw error
    }
    return made
  }

  /** @throws too_large `quota_exceeded` */
  async cover(size: number): Promise<void> {
    if (this.#quota < 0 || size <= this.#size) return
    await this.#take(size + stepBytes).catch(() => this.#take(size))
  }

  /** @throws too_large `quota_exceeded` */
  async #take(size: number): Promise<void> {
    const tenantKey = tenantKeyOf(this.#ctx)
    const statement = reserve(this.id, tenantKey, size, this.#quota)
    const taken =
      this.#quota < 0
        ? await this.#ctx.engines.db.run(statement)
        : await inTransaction(this.#ctx, async ({ db }) => {
            await db.run(lockQuota(tenantKey))
            return db.run(statement)
          })
    if (taken === 0) throw overQuota(this.#quota)
    this.#size = size
  }

  /** Nothing is on its way any more; the row went with its object's, or stays for the sweep. */
  end(): void {
    clearInterval(this.#timer)
  }

  async giveUp(): Promise<void> {
    this.end()
    await this.#ctx.blobs.delete([this.id])
    await this.#ctx.engines.db.run(release(this.id))
  }
}

const overQuota = (quota: number): AppError =>
  new AppError('too_large', 'quota_exceeded', 'There is no room left for this file', {
    details: { quota_bytes: quota },
  })
