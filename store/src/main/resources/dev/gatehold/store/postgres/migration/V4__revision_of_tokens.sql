-- A number that grows with every change of a token, so that nobody has to read a token again that has not changed. The
-- database counts, so that nobody who changes tokens can forget to. Before the change, as with accounts: who counts first
-- holds the row.
ALTER TABLE people_revision ADD COLUMN tokens bigint NOT NULL DEFAULT 0;

CREATE FUNCTION count_change_of_tokens() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO people_revision (one, number, tokens) VALUES (true, 0, 1)
  ON CONFLICT (one) DO UPDATE SET tokens = people_revision.tokens + 1;
  RETURN NULL;
END
$$;

CREATE TRIGGER change_of_tokens BEFORE INSERT OR UPDATE OR DELETE ON token
FOR EACH STATEMENT EXECUTE FUNCTION count_change_of_tokens();
