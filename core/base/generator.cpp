#include "core/base/generator.h"

#include <cmath>
#include <locale>
#include <numbers>
#include <numeric>
#include <sstream>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace gradus {

void Generator::manualSeed(std::uint64_t seed) {
  engine_.seed(static_cast<std::uint32_t>(seed & 0xFFFFFFFFU));
  hasCachedNormal_ = false;
}

Generator::State Generator::state() const {
  // The standard writes an engine as text only; what GCC's library writes ends with the place.
  std::stringstream text;
  text.imbue(std::locale::classic());
  text << engine_;
  State state;
  for (std::uint32_t word = 0; text >> word;) state.engine.push_back(word);
  if (hasCachedNormal_) state.normal = cachedNormal_;
  return state;
}

void Generator::setState(const State& state) {
  constexpr std::size_t kWords = std::mt19937::state_size;
  if (state.engine.size() != kWords + 1 || state.engine.back() > kWords) {
    throw FormatError("The state of a generator has " + std::to_string(state.engine.size()) + " numbers, expected " +
                      std::to_string(kWords) + " and a place among them");
  }
  std::stringstream text;
  text.imbue(std::locale::classic());
  for (const std::uint32_t word : state.engine) text << word << ' ';
  text >> engine_;
  hasCachedNormal_ = state.normal.has_value();
  cachedNormal_ = state.normal.value_or(0);
}

std::uint64_t Generator::random64() {
  const std::uint64_t high = random();
  return (high << 32U) | random();
}

float Generator::uniform(float from, float to) {
  constexpr float kScale = 1.0F / (1U << 24U);
  const float unit = static_cast<float>(random() & 0xFFFFFFU) * kScale;
  return std::fma(unit, to - from, from);
}

double Generator::uniformDouble() {
  constexpr double kScale = 1.0 / static_cast<double>(1ULL << 53U);
  return static_cast<double>(random64() & ((1ULL << 53U) - 1)) * kScale;
}

double Generator::normalDouble() {
  if (hasCachedNormal_) {
    hasCachedNormal_ = false;
    return cachedNormal_;
  }
  const double angle = 2.0 * std::numbers::pi * uniformDouble();
  const double radius = std::sqrt(-2.0 * std::log1p(-uniformDouble()));
  cachedNormal_ = radius * std::sin(angle);
  hasCachedNormal_ = true;
  return radius * std::cos(angle);
}

template <class Number>
void Generator::fillNormal(std::span<Number> values) {
  constexpr std::size_t kBlock = 16;
  if (values.size() < kBlock) {
    for (Number& value : values) value = static_cast<Number>(normalDouble());
    return;
  }
  for (Number& value : values) uniformUnit(value);
  const auto transform = [](std::span<Number> block) {
    for (std::size_t i = 0; i < kBlock / 2; ++i) {
      const Number radius = std::sqrt(Number{-2} * std::log(Number{1} - block[i]));
      const Number angle = Number{2} * std::numbers::pi_v<Number> * block[i + kBlock / 2];
      block[i] = radius * std::cos(angle);
      block[i + kBlock / 2] = radius * std::sin(angle);
    }
  };
  std::size_t start = 0;
  for (; start + kBlock <= values.size(); start += kBlock) transform(values.subspan(start, kBlock));
  if (start < values.size()) {
    const std::span<Number> last = values.last(kBlock);
    for (Number& value : last) uniformUnit(value);
    transform(last);
  }
}

void Generator::normal(std::span<float> values) {
  fillNormal(values);
}
void Generator::normal(std::span<double> values) {
  fillNormal(values);
}

std::int64_t Generator::randint(std::int64_t low, std::int64_t high) {
  if (low >= high) {
    throw Error("randint: low is " + std::to_string(low) + ", high " + std::to_string(high) + "; expected low < high");
  }
  constexpr std::uint64_t kWordRange = 1ULL << 32U;
  const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  const std::uint64_t draw = range >= kWordRange ? random64() : random();
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + draw % range);
}

std::vector<std::int64_t> Generator::randperm(std::int64_t n) {
  constexpr std::int64_t kLimit = 0xFFFFFFFFLL / 20;
  if (n < 0 || n >= kLimit) {
    throw Error("randperm: n is " + std::to_string(n) + ", expected 0 to " + std::to_string(kLimit - 1));
  }
  std::vector<std::int64_t> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  for (std::int64_t i = 0; i + 1 < n; ++i) {
    const std::int64_t j = i + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n - i));
    std::swap(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(j)]);
  }
  return order;
}

}  // namespace gradus
