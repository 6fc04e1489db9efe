/** What the main process itself says to people: menus and its few dialogs. Everything else is said by the desk. */
export type Words = Readonly<Record<keyof typeof korean, string>>;

const korean = {
  appName: '톡렌즈',
  file: '파일',
  edit: '편집',
  view: '보기',
  window: '창',
  help: '도움말',
  quit: '종료',
  undo: '실행 취소',
  redo: '다시 실행',
  cut: '잘라내기',
  copy: '복사',
  paste: '붙여넣기',
  selectAll: '모두 선택',
  reload: '새로 고침',
  zoomIn: '확대',
  zoomOut: '축소',
  resetZoom: '실제 크기',
  fullScreen: '전체 화면',
  minimize: '최소화',
  close: '닫기',
  restartServer: '서버 다시 시작',
  openDataFolder: '데이터 폴더 열기',
  apiPages: 'API 문서',
  pageCrashed: '화면이 멈춰 다시 열어야 합니다. 저장된 내용은 그대로 있습니다.',
};

const english: Words = {
  appName: 'Talklens',
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  help: 'Help',
  quit: 'Quit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  reload: 'Reload',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  resetZoom: 'Actual Size',
  fullScreen: 'Full Screen',
  minimize: 'Minimize',
  close: 'Close',
  restartServer: 'Restart Server',
  openDataFolder: 'Open Data Folder',
  apiPages: 'API Documentation',
  pageCrashed: 'The page stopped and has to be opened again. Everything saved is still there.',
};

/** Korean unless the system speaks English. */
export function wordsFor(locale: string): Words {
  return locale.toLowerCase().startsWith('en') ? english : korean;
}
