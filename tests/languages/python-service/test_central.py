import json
import os
import urllib.parse
import urllib.request

import boto3
import pytest

ENDPOINT = os.environ["LOG_DESTINATIONS_ENDPOINT"]
OWNER, SENDER, ORGANIZATION = "111122223333", "444455556666", "o-a1b2c3d4e5"
STREAM = f"arn:aws:kinesis:eu-west-1:{OWNER}:stream/central"
ROLE = "arn:aws:iam::{}:role/to-central"


def local(method, path, body=None, **query):
    url = f"{ENDPOINT}/_local/v1/{path}?{urllib.parse.urlencode(query)}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"x-log-destinations": "pytest"}, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def logs(account):
    return boto3.client("logs", "eu-west-1", endpoint_url=ENDPOINT, aws_access_key_id=account, aws_secret_access_key="any")


@pytest.fixture(autouse=True)
def destination():
    local("POST", "reset")
    put = logs(OWNER).put_destination(destinationName="central", targetArn=STREAM, roleArn=ROLE.format(OWNER))
    arn = put["destination"]["arn"]
    allow = {"Effect": "Allow", "Principal": "*", "Action": "logs:PutSubscriptionFilter", "Resource": arn}
    allow["Condition"] = {"StringEquals": {"aws:PrincipalOrgID": ORGANIZATION}}
    policy = json.dumps({"Version": "2012-10-17", "Statement": allow})
    logs(OWNER).put_destination_policy(destinationName="central", accessPolicy=policy)
    logs(SENDER).create_log_group(logGroupName="/app")  # refused if the last test were not forgotten
    logs(SENDER).create_log_stream(logGroupName="/app", logStreamName="web")
    return {"logGroupName": "/app", "filterName": "all", "filterPattern": "", "destinationArn": arn, "roleArn": ROLE.format(SENDER)}


def test_an_account_of_the_organization_sends(destination):
    local("POST", "declare", {"accounts": {SENDER: {"organization": ORGANIZATION}}})
    logs(SENDER).put_subscription_filter(**destination)
    event = {"timestamp": local("GET", "clock")["milliseconds"], "message": "hello"}
    logs(SENDER).put_log_events(logGroupName="/app", logStreamName="web", logEvents=[event])
    *_, record = local("GET", "records", stream=STREAM)["records"]
    assert record["logRecord"]["owner"] == SENDER
    assert [event["message"] for event in record["logRecord"]["logEvents"]] == ["hello"]
    local("POST", "clock/advance", {"hours": 24, "minutes": 1})
    assert local("GET", "records", stream=STREAM) == {"records": []}


def test_an_account_of_no_organization_is_kept_out(destination):
    with pytest.raises(logs(SENDER).exceptions.ClientError):
        logs(SENDER).put_subscription_filter(**destination)
    assert "has no organization" in local("GET", "notes")["notes"][-1]["text"]
