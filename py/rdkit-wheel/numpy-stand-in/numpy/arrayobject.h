// The part of numpy's C interface that RDKit's wrappers use, on Python's buffer protocol, so
// that RDKit can be used without numpy.  What stands behind an array is made in Python, by
// rdkit._arrays: an ndarray once numpy has been imported, else a small class of its own.
#pragma once
#include <Python.h>
#include <boost/python/errors.hpp>

typedef Py_ssize_t npy_intp;
typedef PyObject PyArrayObject;

// Numbers as numpy has them; only those that RDKit names.
enum { NPY_UINT8 = 2, NPY_INT = 5, NPY_UINT32 = 6, NPY_DOUBLE = 12, NPY_ANYORDER = -1 };
enum { NPY_1_7_API_VERSION = 7 };

struct PyArray_Dims {
  npy_intp *ptr;
  int len;
};

#define import_array() (void)0

namespace rdkit_arrays {

struct Code {
  int number;
  char letter;
};
inline constexpr Code CODES[] = {
    {NPY_UINT8, 'B'}, {NPY_INT, 'i'}, {NPY_UINT32, 'I'}, {NPY_DOUBLE, 'd'}};

inline char letter_of(int number) {
  for (const Code &code : CODES) {
    if (code.number == number) return code.letter;
  }
  return 'B';
}

inline int number_of(const char *format) {
  for (const Code &code : CODES) {
    if (format && format[0] == code.letter && !format[1]) return code.number;
  }
  return -1;
}

// A buffer of an object for as long as this lives; without one, `ok` is false and no error set.
class Buffer {
 public:
  Buffer(const PyObject *object, int flags) {
    ok = PyObject_GetBuffer(const_cast<PyObject *>(object), &view, flags) == 0;
    if (!ok) PyErr_Clear();
  }
  ~Buffer() {
    if (ok) PyBuffer_Release(&view);
  }
  Buffer(const Buffer &) = delete;
  Buffer &operator=(const Buffer &) = delete;

  Py_buffer view;
  bool ok;
};

// Stands for numpy's pointer to a description of the elements.
struct Description {
  int type_num;
  const Description *operator->() const { return this; }
};

template <class... Arguments>
PyObject *call(const char *function, const char *format, Arguments... arguments) {
  PyObject *module = PyImport_ImportModule("rdkit._arrays");
  if (!module) return nullptr;
  PyObject *result = PyObject_CallMethod(module, function, format, arguments...);
  Py_DECREF(module);
  return result;
}

}  // namespace rdkit_arrays

static inline PyObject *PyArray_SimpleNew(int dimensions, npy_intp *lengths, int number) {
  PyObject *shape = PyTuple_New(dimensions);
  if (!shape) return nullptr;
  for (int i = 0; i < dimensions; ++i) {
    PyTuple_SET_ITEM(shape, i, PyLong_FromSsize_t(lengths[i]));
  }
  // "N" takes the tuple over.
  return rdkit_arrays::call("zeros", "CN", rdkit_arrays::letter_of(number), shape);
}

static inline PyObject *PyArray_ZEROS(int dimensions, npy_intp *lengths, int number, int) {
  return PyArray_SimpleNew(dimensions, lengths, number);
}

static inline PyObject *PyArray_ContiguousFromObject(PyObject *object, int, int, int) {
  return rdkit_arrays::call("contiguous", "O", object);
}

// The memory belongs to the array, which the caller holds, not to the view.
static inline void *PyArray_DATA(PyArrayObject *array) {
  rdkit_arrays::Buffer buffer(array, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT);
  return buffer.ok ? buffer.view.buf : nullptr;
}

static inline npy_intp PyArray_DIM(const PyArrayObject *array, int which) {
  rdkit_arrays::Buffer buffer(array, PyBUF_FULL_RO);
  return buffer.ok && which < buffer.view.ndim ? buffer.view.shape[which] : -1;
}

static inline rdkit_arrays::Description PyArray_DESCR(PyArrayObject *array) {
  rdkit_arrays::Buffer buffer(array, PyBUF_FULL_RO);
  return {buffer.ok ? rdkit_arrays::number_of(buffer.view.format) : -1};
}

static inline PyObject *PyArray_Return(PyArrayObject *array) { return array; }

#define PyArray_Check(object) PyObject_CheckBuffer((PyObject *)(object))

static inline void PyArray_Resize(PyArrayObject *array, PyArray_Dims *lengths, int, int) {
  PyObject *done = rdkit_arrays::call("resize", "On", array, lengths->ptr[0]);
  if (!done) boost::python::throw_error_already_set();
  Py_DECREF(done);
}

// An element is set by its index, which takes the place of a pointer.
static inline char *PyArray_GETPTR1(PyArrayObject *, npy_intp index) { return (char *)index; }

static inline int PyArray_SETITEM(PyArrayObject *array, char *index, PyObject *value) {
  return PySequence_SetItem(array, (Py_ssize_t)index, value);
}
