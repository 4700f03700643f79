-- The session that began by a code for an app: it ends when the code comes back.
alter table auth.oauth_flows add column session_id uuid;
