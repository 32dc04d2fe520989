@NullMarked
package org.xipline.console.reconcile;

import org.jspecify.annotations.NullMarked;
