// Everything is the Worker's: pages, forms, sockets, files. It sees the request as it came, with
// the address that the visitor sees.
export const onRequest = ({ request, env }) => env.BACKEND.fetch(request);
