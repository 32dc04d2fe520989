@NullMarked
package org.xipline.console.ledger;

import org.jspecify.annotations.NullMarked;
