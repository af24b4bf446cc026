# Warnings are errors where Gradus is developed and tested, never where it is only used: a newer compiler knows more of
# them. Sanitizers reach everything we compile.
option(GRADUS_WERROR "Take warnings in our code for errors" OFF)
set(GRADUS_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")
option(GRADUS_FUZZ "Build the fuzzers of tests/fuzz; needs clang" OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

add_library(gradus_options INTERFACE)
target_compile_options(gradus_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual)
if(GRADUS_WERROR)
  target_compile_options(gradus_options INTERFACE -Werror)
endif()
# GCC 12 takes the assignment of a literal to a std::string for one onto itself (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(gradus_options INTERFACE -Wno-restrict)
endif()
target_compile_definitions(gradus_options INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_FOREACH)

if(GRADUS_SANITIZE)
  # Instrumented code leads GCC to warnings of what is right; the other builds have to be free of them.
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(gradus_options INTERFACE -Wno-error)
  endif()
  add_compile_options(-fsanitize=${GRADUS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${GRADUS_SANITIZE})
endif()

if(GRADUS_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()

find_program(GRADUS_CCACHE ccache)
if(GRADUS_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${GRADUS_CCACHE})
endif()
# What a precompiled header holds is never the same in two trees, so a compiler cache would find nothing.
if(CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_DISABLE_PRECOMPILE_HEADERS ON)
endif()
