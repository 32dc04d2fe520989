@NullMarked
package org.xipline.console.report;

import org.jspecify.annotations.NullMarked;
