/** How an app signs somebody in, in the words of each platform; nothing to fill in but the mail. */
export function samplesOf(origin: string, apiKey: string): { name: string; code: string }[] {
  return [
    { name: 'curl', code: curl(origin, apiKey) },
    { name: 'JavaScript', code: javaScript(origin, apiKey) },
    { name: 'Swift', code: swift(origin, apiKey) },
    { name: 'Kotlin', code: kotlin(origin, apiKey) },
  ]
}

const curl = (
  origin: string,
  key: string,
) => `# A code goes out; the answer has the id of the sign-in.
curl ${origin}/api/v1/sessions -H 'x-api-key: ${key}' \\
  --json '{"email": "ada@example.com"}'

# The code makes it a session: accessToken (one hour), refreshToken, user.
curl ${origin}/api/v1/sessions/$ID/verify -H 'x-api-key: ${key}' \\
  --json '{"code": "123456"}'

# Later: a fresh access token.
curl ${origin}/api/v1/sessions/$ID/refresh -H 'x-api-key: ${key}' \\
  --json '{"refreshToken": "…"}'`

const javaScript = (origin: string, key: string) => `import { createApi } from '@flumen/client'

const api = createApi({ url: '${origin}', headers: { 'x-api-key': '${key}' } })

const { data: begun } = await api.POST('/api/v1/sessions', { body: { email } })

// The person types the code from the mail.
const { data: session } = await api.POST('/api/v1/sessions/{id}/verify', {
  params: { path: { id: begun.id } },
  body: { code },
})
session.user.id // send session.accessToken to your backend as Bearer`

const swift = (origin: string, key: string) => `struct Begun: Decodable { let id: String }
struct Session: Decodable { let accessToken: String; let refreshToken: String; let expiresAt: Int }

func post<T: Decodable>(_ path: String, _ body: [String: String]) async throws -> T {
  var request = URLRequest(url: URL(string: "${origin}/api/v1/\\(path)")!)
  request.httpMethod = "POST"
  request.setValue("${key}", forHTTPHeaderField: "X-API-Key")
  request.setValue("application/json", forHTTPHeaderField: "Content-Type")
  request.httpBody = try JSONEncoder().encode(body)
  let (data, _) = try await URLSession.shared.data(for: request)
  return try JSONDecoder().decode(T.self, from: data)
}

let begun: Begun = try await post("sessions", ["email": email])
let session: Session = try await post("sessions/\\(begun.id)/verify", ["code": code])`

const kotlin = (
  origin: string,
  key: string,
) => `suspend fun post(path: String, body: JSONObject): JSONObject = withContext(Dispatchers.IO) {
  val connection = URL("${origin}/api/v1/$path").openConnection() as HttpURLConnection
  connection.requestMethod = "POST"
  connection.setRequestProperty("X-API-Key", "${key}")
  connection.setRequestProperty("Content-Type", "application/json")
  connection.doOutput = true
  connection.outputStream.use { it.write(body.toString().toByteArray()) }
  JSONObject(connection.inputStream.bufferedReader().readText())
}

val begun = post("sessions", JSONObject().put("email", email))
val session = post("sessions/\${begun.getString("id")}/verify", JSONObject().put("code", code))
val accessToken = session.getString("accessToken")`

/** What a backend does with the token. */
export const verifySamples: readonly { name: string; code: string }[] = [
  {
    name: 'Node',
    code: `import { jwtVerify } from 'jose'

// The key is the text of the app's JWT secret: do not decode it.
const key = new TextEncoder().encode(process.env.APP_JWT_SECRET)
const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'] })
payload.sub // the user`,
  },
  {
    name: 'Python',
    code: `claims = jwt.decode(token, secret, algorithms=["HS256"], options={"require": ["exp", "sub"]})`,
  },
  {
    name: 'Go',
    code: `claims := &jwt.RegisteredClaims{}
_, err := jwt.ParseWithClaims(token, claims, func(*jwt.Token) (any, error) { return []byte(secret), nil },
	jwt.WithValidMethods([]string{"HS256"}), jwt.WithExpirationRequired())`,
  },
]
