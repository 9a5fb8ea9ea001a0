# `sentiment serve` in a container, not as root: docs/serving.md says how to run it.
FROM python:3.11-slim AS build
WORKDIR /source
COPY setup.py pyproject.toml MANIFEST.in LICENSE ./
COPY requirements requirements
COPY sentiment sentiment
COPY saved_models/imdb saved_models/imdb
RUN python -m venv /opt/sentiment \
    && /opt/sentiment/bin/pip install --no-cache-dir --require-hashes -r requirements/serve.txt \
    && /opt/sentiment/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
COPY --from=build /opt/sentiment /opt/sentiment
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin sentiment
USER 10001
ENV PATH=/opt/sentiment/bin:$PATH PYTHONDONTWRITEBYTECODE=1
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
# Others can reach it, so it starts with a token only: the variable SENTIMENT_TOKEN.
ENTRYPOINT ["sentiment", "serve", "--host", "0.0.0.0"]
