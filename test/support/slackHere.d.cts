export function redirectSlack(origin: string): () => void;
