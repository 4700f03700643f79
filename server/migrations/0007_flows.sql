-- Ways in by mail, and changes of one's own account.

-- Where the person goes on after the link: allow-listed when asked for and again when used.
alter table auth.codes add column redirect_to text;
