/** The import service: delivers messages into the folder XIP of their mailboxes. */
@NullMarked
package org.xipline.importer;

import org.jspecify.annotations.NullMarked;
