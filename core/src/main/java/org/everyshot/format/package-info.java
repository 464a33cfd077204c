/// Files: NumPy, HDF5 (CXI, NeXus, EuXFEL), CrystFEL geometry, streams and reflection lists, DIALS,
/// MTZ, PDB, mmCIF, MRC and CCP4 maps.
@NullMarked
package org.everyshot.format;

import org.jspecify.annotations.NullMarked;
