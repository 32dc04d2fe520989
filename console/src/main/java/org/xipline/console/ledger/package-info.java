/** What became of every item and every participant: folded from outcomes alone. */
@NullMarked
package org.xipline.console.ledger;

import org.jspecify.annotations.NullMarked;
