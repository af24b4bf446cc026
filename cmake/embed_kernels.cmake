# Every kernels/*.cl and kernels/on_demand/*.cl becomes a string in the program: name below kernels/ and text, in the
# order of their names.
# The text is kept as bytes of a raw literal in pieces, since compilers bound the length of one literal.
function(gradus_embed_kernels out)
  file(GLOB kernels CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/kernels/*.cl ${PROJECT_SOURCE_DIR}/kernels/on_demand/*.cl)
  set(target ${PROJECT_BINARY_DIR}/generated/kernel_sources.cpp)
  add_custom_command(
    OUTPUT ${target}
    COMMAND ${CMAKE_COMMAND} -DOUT=${target} "-DKERNELS=${kernels}" -P ${PROJECT_SOURCE_DIR}/cmake/write_kernel_sources.cmake
    DEPENDS ${kernels} ${PROJECT_SOURCE_DIR}/cmake/write_kernel_sources.cmake
    COMMENT "Embedding OpenCL kernels"
    VERBATIM)
  set(${out} ${target} PARENT_SCOPE)
endfunction()
