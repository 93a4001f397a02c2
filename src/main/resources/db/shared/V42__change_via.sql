-- What made a change in the name of its actor: rule:<id> or import:<id>.
ALTER TABLE changes ADD COLUMN via TEXT;
