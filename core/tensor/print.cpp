#include "core/tensor/print.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string_view>
#include <vector>

#include "core/tensor/graph.h"

namespace gradus {
namespace {

// torch.set_printoptions, its defaults.
constexpr int kPrecision = 4;
constexpr std::int64_t kThreshold = 1000;
constexpr std::int64_t kEdgeItems = 3;
constexpr int kLineWidth = 80;
constexpr std::string_view kPrefix = "tensor(";

/// The text of a number with `digits` after the point; `format` is f or e.
std::string formatted(double value, char format, int digits) {
  if (std::isnan(value)) return "nan";  // without the sign that C may print
  const char pattern[] = {'%', '.', '*', format, '\0'};
  std::string text(400, '\0');  // the largest double has 309 digits before the point
  const int length = std::snprintf(text.data(), text.size(), pattern, digits, value);
  text.resize(static_cast<std::size_t>(length));
  return text;
}

/// How all numbers of one tensor are written, which depends on what is shown of them.
class FloatFormat {
 public:
  explicit FloatFormat(const std::vector<double>& shown) {
    double smallest = std::numeric_limits<double>::infinity();
    double largest = 0;
    for (const double value : shown) {
      if (!std::isfinite(value) || value == 0) continue;
      smallest = std::min(smallest, std::abs(value));
      largest = std::max(largest, std::abs(value));
      whole_ = whole_ && value == std::ceil(value);
    }
    if (largest == 0) return;
    scientific_ = largest / smallest > 1000 || largest > 1e8 || (!whole_ && smallest < 1e-4);
    for (const double value : shown) {
      if (std::isfinite(value) && value != 0) width_ = std::max(width_, text(value).size());
    }
  }

  std::size_t width() const { return width_; }

  std::string text(double value) const {
    if (scientific_) return formatted(value, 'e', kPrecision);
    if (!whole_) return formatted(value, 'f', kPrecision);
    return formatted(value, 'f', 0) + (std::isfinite(value) ? "." : "");
  }

 private:
  bool whole_ = true;
  bool scientific_ = false;
  std::size_t width_ = 1;
};

template <class Number>
std::vector<double> floats(const Tensor& tensor) {
  const std::vector<Number> numbers = tensor.toVector<Number>();
  return {numbers.begin(), numbers.end()};
}

template <class Number>
std::vector<std::string> wholes(const Tensor& tensor) {
  std::vector<std::string> texts;
  for (const Number number : tensor.toVector<Number>()) texts.push_back(std::to_string(number));
  return texts;
}

class Printer {
 public:
  explicit Printer(const Tensor& tensor)
      : shape_(tensor.shape()), strides_(contiguousStrides(shape_)), summarize_(tensor.numel() > kThreshold) {
    collectShown(0, 0);
    write(tensor);
  }

  std::string text(int dim, std::int64_t start, int indent) const {
    if (dim == shape_.rank()) return padded(start);
    const bool isRow = dim == shape_.rank() - 1;
    std::vector<std::string> parts;
    for (const std::int64_t i : indices(dim)) {
      const std::int64_t at = start + i * strides_[dim];
      if (i < 0) {
        parts.emplace_back(isRow ? " ..." : "...");
      } else {
        parts.push_back(isRow ? padded(at) : text(dim + 1, at, indent + 1));
      }
    }
    std::string result = "[";
    result += isRow ? rowText(parts, indent) : blockText(parts, dim, indent);
    return result + "]";
  }

 private:
  /// The indices shown of a dimension; −1 stands for those left out.
  std::vector<std::int64_t> indices(int dim) const {
    const std::int64_t size = shape_[dim];
    std::vector<std::int64_t> result;
    for (std::int64_t i = 0; i < size; ++i) {
      if (summarize_ && size > 2 * kEdgeItems && i == kEdgeItems) {
        result.push_back(-1);
        i = size - kEdgeItems;
      }
      result.push_back(i);
    }
    return result;
  }

  void collectShown(int dim, std::int64_t start) {
    if (dim == shape_.rank()) {
      shown_.push_back(static_cast<std::size_t>(start));
      return;
    }
    for (const std::int64_t i : indices(dim)) {
      if (i >= 0) collectShown(dim + 1, start + i * strides_[dim]);
    }
  }

  void write(const Tensor& tensor) {
    switch (tensor.dtype()) {
      case Dtype::Float32:
        return writeFloats(floats<float>(tensor));
      case Dtype::Float64:
        return writeFloats(floats<double>(tensor));
      case Dtype::Int64:
        return writeWholes(wholes<std::int64_t>(tensor));
      case Dtype::Int32:
        return writeWholes(wholes<std::int32_t>(tensor));
      case Dtype::UInt8:
        return writeWholes(wholes<std::uint8_t>(tensor));
      case Dtype::Bool: {
        std::vector<std::string> texts;
        for (const std::uint8_t value : tensor.toVector<std::uint8_t>()) texts.emplace_back(value ? "True" : "False");
        return writeWholes(std::move(texts));
      }
    }
  }

  void writeFloats(const std::vector<double>& numbers) {
    std::vector<double> shown;
    for (const std::size_t index : shown_) shown.push_back(numbers[index]);
    const FloatFormat format(shown);
    width_ = format.width();
    texts_.resize(numbers.size());
    for (const std::size_t index : shown_) texts_[index] = format.text(numbers[index]);
  }

  void writeWholes(std::vector<std::string> texts) {
    texts_ = std::move(texts);
    for (const std::size_t index : shown_) width_ = std::max(width_, texts_[index].size());
  }

  std::string padded(std::int64_t index) const {
    const std::string& text = texts_[static_cast<std::size_t>(index)];
    return std::string(width_ - std::min(width_, text.size()), ' ') + text;
  }

  /// As many numbers a line as fit.
  std::string rowText(const std::vector<std::string>& parts, int indent) const {
    const std::size_t perLine = std::max<std::size_t>(1, static_cast<std::size_t>(kLineWidth - indent) / (width_ + 2));
    const std::string lineBreak = brokenBy(1, indent);
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) text += i % perLine == 0 ? lineBreak : ", ";
      text += parts[i];
    }
    return text;
  }

  /// Blocks below each other, with an empty line for each further dimension between them.
  std::string blockText(const std::vector<std::string>& parts, int dim, int indent) const {
    const std::string lineBreak = brokenBy(shape_.rank() - dim - 1, indent);
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) text += lineBreak;
      text += parts[i];
    }
    return text;
  }

  static std::string brokenBy(int lines, int indent) {
    std::string text = ",";
    text.append(static_cast<std::size_t>(lines), '\n');
    return text.append(static_cast<std::size_t>(indent) + 1, ' ');
  }

  Shape shape_;
  Shape strides_;
  bool summarize_;
  std::vector<std::size_t> shown_;
  std::vector<std::string> texts_;
  std::size_t width_ = 1;
};

/// As Python writes a tuple: "(0, 3)".
std::string tupleText(const Shape& shape) {
  std::string text = shape.text();
  text.front() = '(';
  text.back() = shape.rank() == 1 ? ',' : ')';
  return shape.rank() == 1 ? text + ")" : text;
}

std::vector<std::string> suffixes(const Tensor& tensor) {
  std::vector<std::string> result;
  const bool empty = tensor.numel() == 0;
  if (empty && tensor.dim() != 1) result.push_back("size=" + tupleText(tensor.shape()));
  const bool isDefault =
      tensor.dtype() == Dtype::Float32 || (!empty && (tensor.dtype() == Dtype::Int64 || tensor.dtype() == Dtype::Bool));
  if (!isDefault) result.push_back(std::string("dtype=torch.") + nameOf(tensor.dtype()));
  if (!tensor.isLeaf()) {
    result.push_back("grad_fn=<" + tensor.gradFn()->name + ">");
  } else if (tensor.requiresGrad()) {
    result.emplace_back("requires_grad=True");
  }
  return result;
}

}  // namespace

std::string toString(const Tensor& tensor) {
  constexpr std::size_t kIndent = kPrefix.size();
  std::string text(kPrefix);
  text += tensor.numel() == 0 ? "[]" : Printer(tensor).text(0, 0, static_cast<int>(kIndent));
  // PyTorch counts the last line so, 2 more than it has.
  const std::size_t lastBreak = text.rfind('\n');
  std::size_t length = lastBreak == std::string::npos ? text.size() + 2 : text.size() - lastBreak + 1;
  for (const std::string& suffix : suffixes(tensor)) {
    if (length + suffix.size() + 2 > kLineWidth) {
      text += ",\n" + std::string(kIndent, ' ') + suffix;
      length = kIndent + suffix.size();
    } else {
      text += ", " + suffix;
      length += suffix.size() + 2;
    }
  }
  return text + ")";
}

}  // namespace gradus
