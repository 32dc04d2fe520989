/** What a server's answers mean: decided in one place. */
@NullMarked
package org.xipline.importer.imap.answer;

import org.jspecify.annotations.NullMarked;
