/**
 * Custom fields: the fields that admins declare for leads in addition to the built-in ones.
 *
 * <p>Tables: {@code custom_fields}. Commands: {@code custom_field.create}, {@code
 * custom_field.update}, {@code custom_field.delete}, {@code custom_field.restore}.
 *
 * <p>Invariants: a name is unique among the fields that are not deleted, ignoring case and accents;
 * a name and a type never change; a value that a lead gets is allowed by the declaration. It does
 * not know leads: {@code leads} asks it to check values.
 *
 * <p>Rights: everyone reads the declarations; admins set them.
 */
@NullMarked
package com.techbro24.crm.leads.customfields;

import org.jspecify.annotations.NullMarked;
