/**
 * What a descriptor is: a pure function from a configuration to rows of numbers, its parameters,
 * its layout and its workspace, and the registry that makes one from a name. The descriptors
 * themselves live in the packages below and are found as services, so this package knows none of
 * them.
 */
package org.quarry.descriptor;
