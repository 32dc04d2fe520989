/** Ports: a mailbox server, and the folder XIP of one mailbox. */
@NullMarked
package org.xipline.importer.mailbox;

import org.jspecify.annotations.NullMarked;
