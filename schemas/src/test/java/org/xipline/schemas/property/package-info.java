/** Properties, tried with values that seeds decide. */
package org.xipline.schemas.property;
