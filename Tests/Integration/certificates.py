"""An authority of our own and a certificate that it gave to loopback."""
import subprocess

CONFIGURATION = """\
[req]
distinguished_name = name
prompt = no
[name]
CN = localhost
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:false
subjectAltName = IP:127.0.0.1, DNS:localhost
extendedKeyUsage = serverAuth
[elsewhere]
basicConstraints = CA:false
subjectAltName = DNS:mail.example.org
extendedKeyUsage = serverAuth
"""


def openssl(directory, *words):
    subprocess.run(["openssl", *words], cwd=directory, check=True, capture_output=True, stdin=subprocess.DEVNULL)


class Certificates:
    """`authority` is what is to be trusted; `server` and `elsewhere` are certificates with their keys, the latter for another name."""

    def __init__(self, directory):
        directory.mkdir()
        (directory / "openssl.cnf").write_text(CONFIGURATION)
        self.directory = directory
        self.authority = directory / "authority.pem"
        openssl(directory, "req", "-x509", "-config", "openssl.cnf", "-extensions", "authority", "-newkey", "rsa:2048", "-nodes",
                "-keyout", "authority.key", "-out", "authority.pem", "-days", "2", "-subj", "/CN=Integration")
        self.server, self.elsewhere = self.issue("server"), self.issue("elsewhere")

    def issue(self, name):
        openssl(self.directory, "req", "-config", "openssl.cnf", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key",
                "-out", f"{name}.csr")
        openssl(self.directory, "x509", "-req", "-in", f"{name}.csr", "-CA", "authority.pem", "-CAkey", "authority.key",
                "-CAcreateserial", "-out", f"{name}.crt", "-days", "2", "-extfile", "openssl.cnf", "-extensions", name)
        both = self.directory / f"{name}.pem"
        both.write_text((self.directory / f"{name}.crt").read_text() + (self.directory / f"{name}.key").read_text())
        return both
