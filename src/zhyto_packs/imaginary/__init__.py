"""An imaginary country: the kernel's own fixture. Its rules follow OpenFisca's country template, under the same names."""
