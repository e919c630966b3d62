import { Link } from '@tanstack/react-router';
import { useChatTexts } from '../../i18n/pages/chat';
import classes from './chat.module.css';
import { ConversationMenu } from './conversation-menu';
import type { Conversation } from './model';

export function ConversationItem({
  conversation,
  onGo,
}: {
  conversation: Conversation;
  onGo?: () => void;
}) {
  const t = useChatTexts();
  const title = conversation.title === '' ? t.untitled : conversation.title;
  return (
    <li className={classes.item}>
      <Link to="/chat/$id" params={{ id: conversation.id }} onClick={onGo} title={title}>
        {title}
      </Link>
      <ConversationMenu conversation={conversation} title={title} />
    </li>
  );
}
