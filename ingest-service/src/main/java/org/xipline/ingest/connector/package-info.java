/** Connectors: which drops are polled, when, by whom, and what is done with what lies in them. */
@NullMarked
package org.xipline.ingest.connector;

import org.jspecify.annotations.NullMarked;
