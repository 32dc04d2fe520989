package org.xipline.importer.mailbox;

/** A server whose connections are kept. */
public interface PooledServer {

  /** How many connections are open, idle ones included. */
  int openConnections();
}
