#include "core/tensor/map.h"

#include "core/base/error.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

constexpr std::array<char, 3> kInputNames = {'x', 'y', 'z'};

/// OpenCL leaves negative floats as uchar undefined; PyTorch goes through a whole number and keeps its low byte.
std::string conversion(Dtype from, Dtype to, const std::string& lanes) {
  const std::string type = openclTypeOf(to);
  const std::string direct = "convert_" + type + lanes + "(value)";
  const bool throughLong = isFloating(from) && sizeOf(to) == 1;
  return throughLong ? "convert_" + type + lanes + "(convert_long" + lanes + "(value))" : direct;
}

std::string kernelSource(const Map& map, Dtype dtype, std::size_t inputs) {
  const std::string number = openclTypeOf(dtype);
  const std::string result = openclTypeOf(map.result);
  std::string source = "#if LANES == 16\ntypedef " + number + "16 N;\n#define LOAD_N(pointer) vload16(0, pointer)\n" +
                       "#define RESULT(value) " + conversion(dtype, map.result, "16") + "\n" + "#else\ntypedef " +
                       number + " N;\n#define LOAD_N(pointer) (*(pointer))\n" + "#define RESULT(value) " +
                       conversion(dtype, map.result, "") + "\n#endif\n" + map.functions + "__kernel void map(";
  for (std::size_t i = 0; i < inputs; ++i) {
    const std::string name(1, kInputNames.at(i));
    source += "__global const " + number + "* " + name + "Start, int " + name + "Offset, ";
  }
  source += "__global " + result + "* result, int count, " + number + " p, " + number + " q) {\n" +
            "  FIRST_OF(index, count)\n";
  for (std::size_t i = 0; i < inputs; ++i) {
    const std::string name(1, kInputNames.at(i));
    source += "  const N " + name + " = LOAD_N(" + name + "Start + " + name + "Offset + index);\n";
  }
  return source + "  const N value = " + map.expression +
         ";\n"
         "#if LANES == 16\n"
         "  if (index + 16 <= count) {\n"
         "    vstore16(RESULT(value), 0, result + index);\n"
         "    return;\n"
         "  }\n"
         "  " +
         result +
         " lanes[16];\n"
         "  vstore16(RESULT(value), 0, lanes);\n"
         "  for (int i = 0; index + i < count; ++i) result[index + i] = lanes[i];\n"
         "#else\n"
         "  result[index] = RESULT(value);\n"
         "#endif\n"
         "}\n";
}

/// Launches with the parameters as plain values of the kernel's type.
template <class... Buffers>
void launch(Device& device, const std::string& kernel, Dtype dtype, const Map& map, const Tensor& result,
            const Buffers&... buffers) {
  const auto run = [&](const auto& p, const auto& q) {
    device.launch(kernel, device.lanesOver(result.numel()), buffers..., result.buffer(), intOf(result.numel()), p, q);
  };
  const auto& [p, q] = map.parameters;
  if (isFloating(dtype)) {
    run(realFor(p.toDouble(), dtype), realFor(q.toDouble(), dtype));
  } else if (dtype == Dtype::Int64) {
    run(cl_long{p.toInteger()}, cl_long{q.toInteger()});
  } else if (dtype == Dtype::Int32) {
    run(static_cast<cl_int>(p.toInteger()), static_cast<cl_int>(q.toInteger()));
  } else {
    run(static_cast<cl_uchar>(p.toInteger()), static_cast<cl_uchar>(q.toInteger()));
  }
}

}  // namespace

Tensor compute(const Map& map, const std::vector<Tensor>& inputs) {
  const Dtype dtype = inputs.front().dtype();
  Device& device = inputs.front().device();
  Shape shape = inputs.front().shape();
  for (const Tensor& input : inputs) {
    if (input.dtype() != dtype) {
      throw ShapeError(map.name + ": expected one dtype, got " + nameOf(dtype) + " " + inputs.front().shape().text() +
                       " and " + nameOf(input.dtype()) + " " + input.shape().text());
    }
    shape = broadcastShape(shape, input.shape(), map.name.c_str());
  }
  Tensor result = Tensor::empty(device, shape, map.result);
  if (result.numel() == 0) return result;

  const std::string program = "map." + map.name + "." + nameOf(dtype) + "." + nameOf(map.result);
  const bool isDouble = dtype == Dtype::Float64 || map.result == Dtype::Float64;
  device.addProgram(program, isDouble ? Precision::Double : Precision::Single,
                    [&] { return kernelSource(map, dtype, inputs.size()); });
  const NoGrad noGrad;
  std::vector<Tensor> dense;
  for (const Tensor& input : inputs) dense.push_back(contiguous(expand(input.detach(), shape)));
  const auto start = [&dense](std::size_t i) { return intOf(dense.at(i).offset()); };
  const std::string kernel = program + ":map";
  if (dense.size() == 1) {
    launch(device, kernel, dtype, map, result, dense[0].buffer(), start(0));
  } else if (dense.size() == 2) {
    launch(device, kernel, dtype, map, result, dense[0].buffer(), start(0), dense[1].buffer(), start(1));
  } else {
    launch(device, kernel, dtype, map, result, dense[0].buffer(), start(0), dense[1].buffer(), start(1),
           dense[2].buffer(), start(2));
  }
  return result;
}

}  // namespace gradus
