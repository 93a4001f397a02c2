/**
 * Agents: the people who call, those who lead them and those who run the system.
 *
 * <p>Tables: {@code agents}; {@code agent_statuses}, what each agent was doing, with the view
 * {@code agent_status_spans}; {@code agent_team_spans}, in which team each agent was and when; an
 * agent's email, role, team and active stand in {@code accounts}, which belongs to access.
 * Commands: {@code agent.create}, {@code agent.update}, {@code agent.set_status}.
 *
 * <p>Invariants: every agent has an account and every account made here an agent, under one id; an
 * email belongs to one agent and at least one active admin stays, which {@code AccountStore} holds;
 * nobody raises its own role; a disabled agent is offline.
 *
 * <p>Who may: an agent sees its own row and changes its name, phone, timezone and status. A manager
 * sees its team (everyone, where it has no team), and changes there, for itself and for those of
 * the role agent, also skills and capacity. Email, role, team and active are for admins alone:
 * whoever sets an email owns the login. An API key neither makes agents nor changes these four.
 */
@NullMarked
package com.techbro24.crm.agents;

import org.jspecify.annotations.NullMarked;
