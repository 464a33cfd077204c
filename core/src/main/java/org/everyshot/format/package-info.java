/// Files: NumPy, HDF5 (CXI, NeXus, EuXFEL), CrystFEL geometry, PDB, mmCIF, MRC maps.
@NullMarked
package org.everyshot.format;

import org.jspecify.annotations.NullMarked;
