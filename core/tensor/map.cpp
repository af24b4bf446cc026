#include "core/tensor/map.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/opencl/kernel_library.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/spread.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

constexpr std::array<char, 3> kInputNames = {'x', 'y', 'z'};

/// Numbers that a work-item of a processor makes where inputs are spread.
constexpr std::int64_t kSpan = 256;

struct Input {
  Tensor numbers;
  Spread spread;
};

/// OpenCL leaves negative floats as uchar undefined; PyTorch goes through a whole number and keeps its low byte.
std::string conversion(Dtype from, Dtype to, const std::string& lanes) {
  const std::string type = openclTypeOf(to);
  const std::string direct = "convert_" + type + lanes + "(value)";
  const bool throughLong = isFloating(from) && sizeOf(to) == 1;
  return throughLong ? "convert_" + type + lanes + "(convert_long" + lanes + "(value))" : direct;
}

std::string kernelSource(const Map& map, Dtype dtype, std::size_t inputs, bool isSpread) {
  const std::string number = openclTypeOf(dtype);
  const std::string result = openclTypeOf(map.result);
  std::string parameters;
  std::string starts;
  std::string loads;
  for (std::size_t i = 0; i < inputs; ++i) {
    const std::string name(1, kInputNames.at(i));
    parameters += "__global const number* " + name + "Start, Spread " + name + "Spread, ";
    starts += "  " + name + "Start += " + name + "Spread.offset;\n";
    if (isSpread) {
      starts += "  Cursor " + name + "Cursor = cursorAt(" + name + "Spread, index);\n  Row " + name +
                "Row;\n  keepRow(" + name + "Row, " + name + "Start, " + name + "Spread, " + name + "Cursor);\n";
    }
    loads += "  const N " + name + " = " +
             (isSpread ? "nextLanes(" + name + "Start, " + name + "Spread, &" + name + "Cursor, " + name + "Row)"
                       : "LOAD_N(" + name + "Start + index)") +
             ";\n";
  }
  const std::string span = std::to_string(kSpan);
  return "typedef " + number + " number;\ntypedef " + result + " outcome;\n" + "#if LANES == 16\n#define SPAN " +
         (isSpread ? span : "16") + "\n" + "typedef " + number +
         "16 N;\n#define LOAD_N(pointer) vload16(0, pointer)\n#define RESULT(value) " +
         conversion(dtype, map.result, "16") + "\n#else\n#define SPAN 1\ntypedef " + number +
         " N;\n#define LOAD_N(pointer) (*(pointer))\n#define RESULT(value) " + conversion(dtype, map.result, "") +
         "\n#endif\n" + onDemandKernels("spread") + map.functions + "__kernel void map(" + parameters +
         "__global outcome* result, int count, number p, number q) {\n"
         "  int index = get_global_id(0) * SPAN;\n"
         "  if (index >= count) return;\n" +
         starts +
         "  const int end = min(index + SPAN, count);\n"
         "  for (; index < end; index += LANES) {\n" +
         loads + "  const N value = " + map.expression +
         ";\n"
         "#if LANES == 16\n"
         "  if (index + 16 <= count) {\n"
         "    vstore16(RESULT(value), 0, result + index);\n"
         "  } else {\n"
         "    outcome lanes[16];\n"
         "    vstore16(RESULT(value), 0, lanes);\n"
         "    for (int i = 0; index + i < count; ++i) result[index + i] = lanes[i];\n"
         "  }\n"
         "#else\n"
         "  result[index] = RESULT(value);\n"
         "#endif\n"
         "  }\n"
         "}\n";
}

/// Launches with the parameters as plain values of the kernel's type.
template <class... Operands>
void launch(const std::string& kernel, const Range& range, Dtype dtype, const Map& map, const Tensor& result,
            const Operands&... operands) {
  const auto run = [&](const auto& p, const auto& q) {
    result.device().launch(kernel, range, operands..., result.buffer(), intOf(result.numel()), p, q);
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

/// `input` as it is spread over `shape`; copied only where its numbers lie in another order.
Input inputFor(const Tensor& input, const Shape& shape) {
  const Tensor wide = expand(input.detach(), shape);
  if (const auto spread = spreadOf(wide)) return {wide, *spread};
  const Tensor dense = contiguous(wide);
  return {dense, {intOf(dense.offset()), 1, intOf(dense.numel())}};
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

  const NoGrad noGrad;
  std::vector<Input> spread;
  for (const Tensor& input : inputs) spread.push_back(inputFor(input, shape));
  const bool isSpread = std::ranges::any_of(
      spread, [&](const Input& input) { return input.spread.repeat != 1 || input.spread.period != result.numel(); });
  const std::string program =
      "map." + map.name + "." + nameOf(dtype) + "." + nameOf(map.result) + (isSpread ? ".spread" : "");
  const bool isDouble = dtype == Dtype::Float64 || map.result == Dtype::Float64;
  device.addProgram(program, isDouble ? Precision::Double : Precision::Single,
                    [&] { return kernelSource(map, dtype, inputs.size(), isSpread); });
  const std::int64_t span = isSpread && device.lanes() > 1 ? kSpan : device.lanes();
  const Range range = device.itemsOver((result.numel() + span - 1) / span);
  const auto run = [&](const auto&... each) { launch(program + ":map", range, dtype, map, result, each...); };
  const auto buffer = [&](std::size_t i) -> const Buffer& { return spread.at(i).numbers.buffer(); };
  const auto at = [&](std::size_t i) { return spread.at(i).spread; };
  if (spread.size() == 1) {
    run(buffer(0), at(0));
  } else if (spread.size() == 2) {
    run(buffer(0), at(0), buffer(1), at(1));
  } else {
    run(buffer(0), at(0), buffer(1), at(1), buffer(2), at(2));
  }
  return result;
}

}  // namespace gradus
