"""The shipped int8 tagger as a float network again, to teach or to go on from.

    python -m training.restore --tagger attrib/data/tagger --to training/out/restored/network.pt

Whoever has the files that ship, and not the hours of `training.build`, gets the network that
they were rounded from, to within that rounding. The pieces' embeddings are
MiniLM's own: they are never trained.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from .network import Network, Shape, cut_down, from_minilm, save
from .train import HOME


def restore(tagger: Path) -> Network:
    """The network of a folder that `training.export` wrote in int8; its layers are full width."""
    graph = onnx.load(str(tagger / "tagger.onnx")).graph
    stored = {item.name: numpy_helper.to_array(item) for item in graph.initializer}

    def weight(name: str) -> Tensor:
        scale = stored[f"{name}_scale"]
        zero = stored[f"{name}_zero_point"].astype(np.int32)
        return torch.from_numpy((stored[f"{name}_quantized"].astype(np.int32) - zero) * scale)

    settings = json.loads((tagger / "tagger.json").read_text("utf-8"))
    layers = sum(node.name.endswith("/qkv/Gemm_MatMul_quant") for node in graph.node)
    network = cut_down(from_minilm(HOME), range(layers), Shape())
    state = network.state_dict()
    for name in state:
        if name in stored:
            state[name] = torch.from_numpy(stored[name].copy())
    state["types.weight"] = weight("types.weight")
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        # "/layers.0/mixed/MatMul_quant" and "/label/Gemm_MatMul_quant": the module's path first.
        module = ".".join(node.name.strip("/").split("/")[:-1])
        state[f"{module}.weight"] = weight(node.input[1].removesuffix("_quantized")).T
    for number, name in enumerate(("distance", "paragraphs", "between")):
        state[name] = torch.tensor([tables[number] for tables in settings["biases"]])
    network.load_state_dict(state)
    return network


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tagger", type=Path, default=Path("attrib/data/tagger"))
    parser.add_argument("--to", type=Path, default=Path("training/out/restored/network.pt"))
    args = parser.parse_args()
    args.to.parent.mkdir(parents=True, exist_ok=True)
    network = restore(args.tagger)
    save(network, network.state_dict(), args.to)
    print(args.to)


if __name__ == "__main__":
    main()
