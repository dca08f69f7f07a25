-- The cases of this vault's person are asked for at each contact, among however many they handle.

DROP INDEX case_file_by_update;
CREATE INDEX case_file_own ON case_file (updated_at DESC, case_id) WHERE side = 'reporter';
