/**
 * The users and rules that archives run under: read from what operators write, fixed as snapshots.
 */
@NullMarked
package org.xipline.ingest.rules;

import org.jspecify.annotations.NullMarked;
