; A simple detector for the demonstration: 2 x 2 panels with gaps, 256 x 256 pixels in all.
photon_energy = /entry_1/instrument_1/source_1/energy
clen = 0.6
res = 5000
adu_per_photon = 1
data = /entry_1/data_1/data
dim0 = %
dim1 = ss
dim2 = fs

lowerleft/min_fs = 0
lowerleft/max_fs = 127
lowerleft/min_ss = 0
lowerleft/max_ss = 127
lowerleft/corner_x = -131
lowerleft/corner_y = -131
lowerleft/fs = x
lowerleft/ss = y

lowerright/min_fs = 128
lowerright/max_fs = 255
lowerright/min_ss = 0
lowerright/max_ss = 127
lowerright/corner_x = 3
lowerright/corner_y = -131
lowerright/fs = x
lowerright/ss = y

upperleft/min_fs = 0
upperleft/max_fs = 127
upperleft/min_ss = 128
upperleft/max_ss = 255
upperleft/corner_x = -131
upperleft/corner_y = 3
upperleft/fs = x
upperleft/ss = y

upperright/min_fs = 128
upperright/max_fs = 255
upperright/min_ss = 128
upperright/max_ss = 255
upperright/corner_x = 3
upperright/corner_y = 3
upperright/fs = x
upperright/ss = y
