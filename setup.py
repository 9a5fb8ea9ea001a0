"""Packaging: `pip install .` brings all that classifying needs; the extras bring training and development."""

from pathlib import Path

from setuptools import find_packages, setup

ROOT = Path(__file__).parent

# `pip install .` alone classifies, explains and reports.
CORE = [
    "numpy>=1.26",
    "onnxruntime>=1.18",
    "tokenizers>=0.20",
    "click>=8.1.7",
]
# More kinds of files, encodings other than UTF-8 and cp1252, and `sentiment check`.
DATA = [
    "pyarrow>=17.0",
    "python-calamine>=0.3",
    "chardet>=7.7",
    "datasketch>=1.6",
    "scikit-learn>=1.5",
    "scipy>=1.11",
]
# `sentiment serve`.
SERVE = [
    "starlette>=1.0",
    "uvicorn>=0.30",
    "h11>=0.14",
    "prometheus-client>=0.20",
]
# `sentiment score --engine spark`; pyspark's Arrow functions ask for pandas, and are not ready for pandas 3.
SPARK = [
    "pyspark>=4.0,<5",
    "py4j>=0.10.9",
    "pandas>=2.2,<3",
    "pyarrow>=17.0",
]
# tensorflow-datasets imports importlib_resources without declaring it.
TRAIN = [
    *DATA,
    "tensorflow>=2.18",
    "tensorflow-text>=2.18",
    "keras>=3.6",
    "keras-nlp>=0.18",
    "tensorflow-datasets>=4.9.6",
    "importlib_resources>=6.0",
    "gensim>=4.3.3",
    "onnx>=1.16",
    "safetensors>=0.4.3",
    "huggingface_hub>=0.24",
    "tqdm>=4.66",
    "filelock>=3.13",
    "matplotlib>=3.11",
]
DEV = [
    *TRAIN,
    *SERVE,
    *SPARK,
    "jax>=0.4.35",
    "pytest>=8.0",
    "pytest-timeout>=2.3",
    "pytest-xdist>=3.6",
    "hypothesis>=6.100",
    "markdown-it-py>=3.0",
    "ruff>=0.8",
    "mypy>=1.11",
    "import-linter>=2.1",
    "setuptools>=68",
    "playwright>=1.49",
    "axe-playwright-python>=0.1.4",
    "schemathesis>=4.0",
    "uv>=0.8",
]

readme = ROOT / "README.md"

setup(
    name="sentiment",
    version="0.1.0",
    description="Sentiment of a text with its reasons: an LSTM with attention whose answer adds up over the words.",
    long_description=readme.read_text(encoding="utf-8") if readme.is_file() else "",
    long_description_content_type="text/markdown",
    license="Apache-2.0",
    license_files=["LICENSE"],
    python_requires=">=3.11",
    packages=[*find_packages(include=["sentiment", "sentiment.*"]), "sentiment.saved_models"],
    # The shipped bundle lies beside the package in a checkout and inside it when installed.
    package_dir={"sentiment": "sentiment", "sentiment.saved_models": "saved_models"},
    package_data={
        "sentiment": ["py.typed"],
        "sentiment.report": ["*.css", "*.js"],
        "sentiment.service": ["*.css", "*.js", "*.json"],
        "sentiment.saved_models": ["imdb/*"],
    },
    install_requires=CORE,
    extras_require={"data": DATA, "serve": SERVE, "spark": SPARK, "train": TRAIN, "dev": DEV},
    entry_points={"console_scripts": ["sentiment=sentiment.cli.main:main"]},
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Environment :: Console",
        "Intended Audience :: Science/Research",
        "Programming Language :: Python :: 3 :: Only",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
        "Topic :: Text Processing :: Linguistic",
        "Typing :: Typed",
    ],
)
