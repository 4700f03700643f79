-- Organizations: tenants as their own people see them, and what metering must know of each.

create schema metering;

-- Only what somebody has set: a tenant without a row has the defaults.
create table metering.organizations (
  tenant_id uuid primary key references auth.tenants on delete cascade,
  billing_address_line1 text,
  billing_address_city text,
  billing_address_state text,
  billing_address_country text,
  billing_address_postal_code text,
  -- ISO 4217.
  default_currency text not null default 'USD' check (default_currency ~ '^[A-Z]{3}$'),
  -- A name of the IANA database.
  timezone text not null default 'UTC',
  -- Whether usage of a customer nobody has heard of makes that customer.
  auto_create_customers boolean not null default true,
  updated_at timestamptz not null default now()
);

-- A member can invite to a tenant, too; only administrators invite to administer.
alter table auth.invitations drop constraint invitations_role_check;
alter table auth.invitations add constraint invitations_role_check check (role in
  ('instance_admin', 'tenant_admin', 'dashboard_user', 'owner', 'admin', 'member', 'viewer'));
alter table auth.invitations add constraint invitations_of_members
  check (role not in ('owner', 'admin', 'member', 'viewer') or tenant_id is not null);

-- Who made a tenant finds it when their account ends.
create index tenants_created_by on auth.tenants (created_by)
  where created_by is not null and deleted_at is null;
create index tenants_deleted on auth.tenants (deleted_at) where deleted_at is not null;
