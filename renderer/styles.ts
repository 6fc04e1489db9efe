// Mantine's sheets first, ours after them.
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/charts/styles.css';
import './theme/base.css';
