-- As with the reasons of scores. The tables are written anew once, which takes about ten seconds for a million rows.
ALTER TABLE activity ALTER COLUMN details TYPE json;
ALTER TABLE touch ALTER COLUMN message TYPE json;
