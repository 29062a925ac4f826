-- Tokens may be for a time only.
ALTER TABLE api_token ADD COLUMN expires_at BIGINT;
