-- What stands on the leads is the first entry of each. The ids are made of the lead's: consent has the same,
-- do-not-call the one with another variant digit.
INSERT INTO consent_entries
  (entry_number, id, created_at, lead_id, channel, action, about_calls, basis, source, at, evidence, actor, via)
SELECT ROW_NUMBER() OVER (ORDER BY lead_row, about_calls), id, updated_at, lead_id, 'call', action,
  about_calls, basis, source, at, 'It stood on the lead when the ledger began.', NULL, NULL
FROM (
  SELECT row_number AS lead_row, id AS lead_id, id, updated_at, 'granted' AS action, FALSE AS about_calls,
    consent::json ->> 'basis' AS basis, consent::json ->> 'source' AS source, CAST(ROUND(EXTRACT(EPOCH FROM CAST(consent::json ->> 'at' AS TIMESTAMPTZ)) * 1000) AS BIGINT) AS at
  FROM leads WHERE consent IS NOT NULL AND consent <> 'null'
  UNION ALL
  SELECT row_number, id,
    substr(id, 1, 19) || CASE substr(id, 20, 1) WHEN '8' THEN '9' WHEN '9' THEN '8' WHEN 'a' THEN 'b' ELSE 'a' END
      || substr(id, 21),
    updated_at, 'do_not_call', TRUE, NULL, NULL, updated_at
  FROM leads WHERE do_not_call
) AS standing;
