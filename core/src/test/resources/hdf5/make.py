"""Writes the HDF5 files of this folder with h5py and hdf5plugin: storage that our own writer does not use.

Every array `a*` is a[s, i, j] = 1000 s + 10 i + j, shape (7, 9, 10), unless said otherwise.
"""
import h5py
import hdf5plugin
import numpy as np

s, i, j = np.indices((7, 9, 10))
a = (1000 * s + 10 * i + j).astype("<u2")

for name, libver in (("earliest", "earliest"), ("latest", ("v110", "v114"))):
    with h5py.File(name + ".h5", "w", libver=libver) as f:
        f.create_dataset("gzip", data=a, chunks=(3, 4, 4), compression="gzip", shuffle=True, fletcher32=True)
        f.create_dataset("growing", data=a, chunks=(2, 9, 10), maxshape=(None, 9, 10), compression="gzip")
        f.create_dataset("growing2", data=a, chunks=(2, 9, 5), maxshape=(None, None, 10))
        f.create_dataset("one", data=a, chunks=(7, 9, 10), compression="gzip")
        f.create_dataset("plain", data=a, chunks=(2, 4, 4))
        f.create_dataset("contiguous", data=a)
        f.create_dataset("big", data=a.astype(">i4"))
        f.create_dataset("bigfloat", data=a.astype(">f8"), chunks=(4, 4, 4))
        f.create_dataset("truth", data=a % 2 == 1)
        f.create_dataset("lzf", data=a, chunks=(1, 9, 10), compression="lzf")
        f.create_dataset("hole", shape=a.shape, dtype="<u2", chunks=(1, 9, 10))
        f["hole"][2] = a[2]
        f["link"] = h5py.SoftLink("/gzip")
        f["group/relative"] = h5py.SoftLink("inner")
        f["group/inner"] = a
        f["outside"] = h5py.ExternalLink("compressed.h5", "/bslz4")
        f["nowhere"] = h5py.ExternalLink("absent.h5", "/x")
        f["circle"] = h5py.SoftLink("/circle")
        dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        dcpl.set_layout(h5py.h5d.COMPACT)
        h5py.h5d.create(f.id, b"compact", h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple((5,)), dcpl=dcpl).write(
            h5py.h5s.ALL, h5py.h5s.ALL, np.arange(5, dtype="i4"))

with h5py.File("compressed.h5", "w") as f:
    f.create_dataset("lz4", data=a, chunks=(1, 9, 10), **hdf5plugin.LZ4())
    f.create_dataset("bslz4", data=a, chunks=(1, 9, 10), **hdf5plugin.Bitshuffle(cname="lz4"))
    f.create_dataset("bitshuffle", data=a, chunks=(2, 9, 10), **hdf5plugin.Bitshuffle(cname="none"))
    f.create_dataset("blosc", data=a, chunks=(1, 9, 10), **hdf5plugin.Blosc())
    f.create_dataset("zstd", data=a, chunks=(1, 9, 10), **hdf5plugin.Zstd())

with h5py.File("virtual.h5", "w", libver=("v110", "v114")) as f:
    layout = h5py.VirtualLayout(shape=a.shape, dtype=a.dtype)
    layout[:] = h5py.VirtualSource("latest.h5", "plain", shape=a.shape)
    f.create_virtual_dataset("/entry/data/data", layout)

with h5py.File("userblock.h5", "w", userblock_size=512) as f:
    f["plain"] = a
