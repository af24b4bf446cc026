# What `cmake --install` puts into a prefix: program, data, icon, menu entry.
install(TARGETS gradus RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/datasets DESTINATION ${CMAKE_INSTALL_DATADIR}/gradus)
install(FILES ${PROJECT_SOURCE_DIR}/resources/gradus.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES ${PROJECT_SOURCE_DIR}/resources/gradus.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
