// The peer: PORT, HOST, DATABASE (a file), ADMIN_EMAIL and ADMIN_PASSWORD come from the environment.
import { createServer } from 'node:http';
import express from 'express';
import { Server } from 'socket.io';
import { Access } from './access.js';
import { openDatabase } from './database.js';
import { Leads } from './leads.js';
import { notFound, writeProblem } from './problem.js';

const { PORT = '5001', HOST = '127.0.0.1', DATABASE = 'peer.db', ADMIN_EMAIL, ADMIN_PASSWORD } = process.env;

const db = openDatabase(DATABASE);
const access = new Access(db);
if (ADMIN_EMAIL && ADMIN_PASSWORD) await access.makeFirstAdmin(ADMIN_EMAIL, ADMIN_PASSWORD);

const app = express();
const server = createServer(app);
const io = new Server(server, { serveClient: false });
const leads = new Leads(db, (kind, event) => io.emit(kind, event));

app.disable('x-powered-by');
app.get('/api/health', (request, response) => {
  response.json({ status: 'ok' });
});
app.use(express.json({ limit: '1mb' }));
app.use('/api/auth', access.routes());
app.use('/api/leads', access.required, leads.routes());
app.use(() => {
  throw notFound();
});
app.use(writeProblem);

const head = db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM changes');
io.use((socket, next) => {
  try {
    socket.data.caller = access.caller(socket.handshake.auth.token);
    next();
  } catch (refused) {
    refused.data = refused.body;
    next(refused);
  }
});
io.on('connection', (socket) => {
  const serverTime = new Date().toISOString();
  socket.emit('ready', { agentId: socket.data.caller.id, seq: head.get().seq, serverTime });
});

server.listen(Number(PORT), HOST);

const stop = () => io.close(() => db.close());
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
