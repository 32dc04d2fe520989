/** Properties, tried with values that seeds decide. */
package org.xipline.runtime.property;
