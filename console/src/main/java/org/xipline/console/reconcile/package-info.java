/** Holds mailboxes against the ledger, pair by pair. */
@NullMarked
package org.xipline.console.reconcile;

import org.jspecify.annotations.NullMarked;
