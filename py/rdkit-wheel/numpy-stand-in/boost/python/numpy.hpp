// The part of Boost.NumPy that RDKit's Conformer.cpp uses, on Python's buffer protocol.
#pragma once
#include <boost/python.hpp>

namespace boost {
namespace python {
namespace numpy {

inline void initialize(bool = true) {}

class dtype {
 public:
  explicit dtype(const char *format)
      : letter_(format && format[0] && !format[1] ? format[0] : '?') {}
  template <class Number>
  static dtype get_builtin();
  bool operator!=(const dtype &other) const { return letter_ != other.letter_; }

 private:
  char letter_;
};

template <>
inline dtype dtype::get_builtin<double>() {
  return dtype("d");
}

class ndarray {
 public:
  explicit ndarray(const object &source) {
    if (PyObject_GetBuffer(source.ptr(), &view_, PyBUF_FULL_RO) != 0) throw_error_already_set();
  }
  ~ndarray() { PyBuffer_Release(&view_); }
  ndarray(const ndarray &) = delete;
  ndarray &operator=(const ndarray &) = delete;

  dtype get_dtype() const { return dtype(view_.format); }
  int get_nd() const { return view_.ndim; }
  Py_ssize_t shape(int which) const { return view_.shape[which]; }
  Py_ssize_t strides(int which) const { return view_.strides[which]; }
  const char *get_data() const { return static_cast<const char *>(view_.buf); }

 private:
  Py_buffer view_;
};

}  // namespace numpy
}  // namespace python
}  // namespace boost
