/** Solapi's table of message states, as far as the fake uses it; its page is "메시지 상태 코드" of its documents. */
export const statusTexts = {
  '1010': '필수 입력 값 미입력',
  '1011': 'Format Error',
  '1025': '잘못된 메시지 타입',
  '1026': '중복 수신번호',
  '1032': '유효한 커스텀 필드 값이 아닙니다.',
  '1034': 'imageId가 존재하지 않습니다.',
  '1041': '유효한 플러스 친구 값이 아닙니다.',
  '1042': '유효한 템플릿 아이디가 아닙니다.',
  '1044': '유효한 버튼 값이 아닙니다.',
  '1061': '사용자에 의해 수신거부 됨(080무료수신거부)',
  '1062': '발신번호 미등록',
  '2000': '정상 접수(이통사로 접수 예정)',
  '3000': '이통사로 접수(리포트를 기다리는 중)',
  '3040': '전송시간 초과',
  '3102': '친구 관계가 아닌 경우',
  '3104': '카카오톡 미사용자',
  '3107': '72시간 이내 카카오톡 미사용자, 알림톡 차단한 사용자',
  '3108': '메시지 발송 가능 시간이 아님',
  /** The numbers of KakaoTalk itself, which are in no table of Solapi's: a code that nobody expects must survive. */
  '3005': '메시지를 발송했으나 수신확인 안됨',
  '4138': '일일 발송 한도 초과',
  '4000': '수신 완료',
} as const;

export type StatusCode = keyof typeof statusTexts;
