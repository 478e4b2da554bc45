"""What do mail servers send back, in the forms that schools meet?

postfix(name, "somebody@home.example")  ->  the bytes of its report that this mail was given up
"""

HTML = '<html><body><p style="color:red">Delivery has failed to these recipients or groups.</p></body></html>'


def report(
    message_id: str,
    to: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    returned: str = "message/rfc822",
    first: str = "text/plain; charset=us-ascii",
    kind: str = "delivery-status",
) -> bytes:
    """Return a report as RFC 3464 has it: words for people, fields for machines, the mail or its headers."""
    mail = f"Message-ID: <{message_id}>\r\nFrom: gatepost@localhost\r\nTo: {to}\r\nSubject: Oddenbrook\r\n"
    if returned == "message/rfc822":
        mail += "\r\nSomething waits for you.\r\n"
    return "\r\n".join(
        [
            "Return-Path: <>",
            "From: Mail Delivery System <MAILER-DAEMON@mx.school.example>",
            "To: gatepost@localhost",
            "Subject: Undelivered Mail Returned to Sender",
            "Auto-Submitted: auto-replied",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/report; report-type={kind}; boundary="b/1"',
            "",
            "This is a MIME-encapsulated message.",
            "",
            "--b/1",
            f"Content-Type: {first}",
            "",
            HTML,
            "--b/1",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mx.school.example",
            "Arrival-Date: Fri, 3 Jul 2026 12:00:00 +0100",
            "",
            f"Final-Recipient: rfc822; {to}",
            f"Action: {action}",
            f"Status: {status}",
            "Diagnostic-Code: smtp; 550 5.1.1 no such person here",
            "",
            "--b/1",
            f"Content-Type: {returned}",
            "",
            mail,
            "--b/1--",
            "",
        ]
    ).encode()


def postfix(message_id: str, to: str) -> bytes:
    """With the headers alone."""
    return report(message_id, to, returned="text/rfc822-headers")


def exchange(message_id: str, to: str) -> bytes:
    """With HTML before it, and its own idea of how to write an action."""
    return report(message_id, to.upper(), first="text/html; charset=utf-8", status="5.1.10", action="Failed")


def google(message_id: str, to: str) -> bytes:
    """With fields of its own, and the whole mail."""
    own = f"X-Original-Message-ID: <{message_id}>\r\n"
    fields = f"Reporting-MTA: dns; googlemail.com\r\n{own}"
    return report(message_id, to).replace(b"Reporting-MTA: dns; mx.school.example\r\n", fields.encode())


def absence(message_id: str, to: str) -> bytes:
    """Somebody is on holiday, and quotes us."""
    return (
        f"From: {to}\r\nTo: gatepost@localhost\r\nSubject: Away\r\nAuto-Submitted: auto-replied\r\n"
        f"In-Reply-To: <{message_id}>\r\nContent-Type: text/html\r\n\r\n{HTML}\r\n"
    ).encode()
