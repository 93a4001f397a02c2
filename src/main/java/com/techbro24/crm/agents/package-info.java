/**
 * Agents: the users of the CRM, that is agents, managers and admins.
 *
 * <p>Tables: {@code agents}; {@code agent_statuses}, each agent's status history, with the view
 * {@code agent_status_spans}; {@code agent_team_spans}, each agent's team history. An agent's
 * email, role, team and active are in {@code accounts}, which belongs to access. Commands: {@code
 * agent.create}, {@code agent.update}, {@code agent.set_status}, {@code agent.reset_password}.
 *
 * <p>Invariants: every agent has an account with the same id; an email belongs to one agent, and at
 * least one admin is active ({@code AccountStore} enforces both); nobody can raise their own role;
 * a disabled agent is offline.
 *
 * <p>Rights: an agent sees its own row and changes its name, phone, timezone and status. A manager
 * sees its team (everyone, without a team). For itself and its team's agents it also changes skills
 * and capacity. Only admins change email, role, team and active, because the email controls the
 * login. An API key cannot create agents or change these four.
 */
@NullMarked
package com.techbro24.crm.agents;

import org.jspecify.annotations.NullMarked;
