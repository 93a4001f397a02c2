import { hash, randomBytes, randomUUID, scrypt as scryptCallback, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Router } from 'express';
import { z } from 'zod';
import { Problem, parse } from './problem.js';

const SESSION_MILLISECONDS = 30 * 24 * 60 * 60 * 1000;
const scrypt = promisify(scryptCallback);
const tokenHash = (token) => hash('sha256', token);
const unauthenticated = () => new Problem(401, 'unauthenticated', 'Please log in');

const Login = z.strictObject({ email: z.email().toLowerCase(), password: z.string().min(1).max(200) });

/** Accounts and sessions: who calls is looked up by the token's hash on every request. */
export class Access {
  #insertAgent;
  #agentByEmail;
  #insertSession;
  #callerByToken;

  constructor(db) {
    this.#insertAgent = db.prepare(
      `INSERT INTO agents (id, name, email, role, password_salt, password_hash) VALUES (?, ?, ?, 'admin', ?, ?)`);
    this.#agentByEmail = db.prepare('SELECT * FROM agents WHERE email = ? AND active = 1');
    this.#insertSession = db.prepare('INSERT INTO sessions (token_hash, agent_id, expires_at) VALUES (?, ?, ?)');
    this.#callerByToken = db.prepare(
      `SELECT a.id, a.role FROM sessions s JOIN agents a ON a.id = s.agent_id
       WHERE s.token_hash = ? AND s.expires_at > ? AND a.active = 1`);
  }

  /** The admin of that email, made where there is none. */
  async makeFirstAdmin(email, password) {
    const agent = this.#agentByEmail.get(email);
    if (agent) return agent;
    const salt = randomBytes(16);
    this.#insertAgent.run(randomUUID(), 'Admin', email, salt, await scrypt(password, salt, 32));
    return this.#agentByEmail.get(email);
  }

  /** The caller a token stands for; throws a 401 where there is none. */
  caller(token) {
    const caller = token && this.#callerByToken.get(tokenHash(token), Date.now());
    if (!caller) throw unauthenticated();
    return caller;
  }

  async #login({ email, password }) {
    const agent = this.#agentByEmail.get(email);
    if (!agent || !timingSafeEqual(await scrypt(password, agent.password_salt, 32), agent.password_hash)) {
      throw unauthenticated();
    }
    const token = randomBytes(32).toString('base64url');
    const expiresAt = Date.now() + SESSION_MILLISECONDS;
    this.#insertSession.run(tokenHash(token), agent.id, expiresAt);
    const { id, name, role } = agent;
    return { token, expiresAt: new Date(expiresAt).toISOString(), agent: { id, name, email, role } };
  }

  routes() {
    return Router().post('/login', async (request, response) => {
      response.json(await this.#login(parse(Login, request.body)));
    });
  }

  /** Express middleware that sets `request.caller`. */
  required = (request, response, next) => {
    const header = request.headers.authorization;
    request.caller = this.caller(header?.startsWith('Bearer ') ? header.slice(7) : undefined);
    next();
  };
}
