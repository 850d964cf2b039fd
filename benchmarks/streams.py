"""Reads a whole list over gRPC as a stream, or over REST page by page, with a client in Python.

PYTHONPATH=<project>/src python -m benchmarks.streams grpc 50051
python -m benchmarks.streams rest 8000
"""

import json
import sys
import time
from http.client import HTTPConnection

from benchmarks.projects import PATH


def main(protocol: str, port: str) -> None:
    """Read everything and print how many items came in how many seconds."""
    started = time.perf_counter()
    count = {"grpc": stream, "rest": page}[protocol](int(port))
    print(json.dumps({"items": count, "seconds": time.perf_counter() - started}))


def stream(port: int) -> int:
    """Call `StreamOrders` once."""
    import grpc
    from app.v1 import order_pb2

    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        call = channel.unary_stream(
            "/app.v1.OrderService/StreamOrders",
            request_serializer=order_pb2.StreamOrdersRequest.SerializeToString,
            response_deserializer=order_pb2.StreamOrdersResponse.FromString,
        )
        return sum(len(part.orders) for part in call(order_pb2.StreamOrdersRequest()))


def page(port: int) -> int:
    """Follow the cursors over one connection that stays open."""
    connection = HTTPConnection("127.0.0.1", port)
    count, cursor = 0, ""
    while True:
        connection.request("GET", f"{PATH}?limit=200{cursor}")
        body = json.loads(connection.getresponse().read())
        count += len(body["items"])
        if body["next_cursor"] is None:
            return count
        cursor = f"&cursor={body['next_cursor']}"


if __name__ == "__main__":
    main(*sys.argv[1:])
